/** The docs page. It loads everything from this server and holds no inline script or style, so its policy needs no exception. */
export const pageHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Bike Area API</title>
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png" sizes="32x32">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="stylesheet" href="/docs/page.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <noscript>This page needs JavaScript. The document itself is at <a href="/docs.json">/docs.json</a>.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

export const pageStyle = `html { box-sizing: border-box; overflow-y: scroll; }
*, *::before, *::after { box-sizing: inherit; }
body { margin: 0; background: #fafafa; }
.swagger-ui .info { margin: 32px 0 24px; }
.swagger-ui .info .title { font-size: 32px; }
.swagger-ui .scheme-container { padding: 16px 0; }
.swagger-ui .markdown table, .swagger-ui .renderedMarkdown table { display: block; width: auto; overflow-x: auto; }
.swagger-ui .renderedMarkdown table tbody tr td, .swagger-ui .renderedMarkdown table thead tr th { padding: 6px 24px 6px 0; }
noscript { display: block; padding: 32px; font-family: sans-serif; }
`;

/**
 * Starts Swagger UI. Calls go to the origin that the page came from, whatever address the document names, so that they work behind a tunnel
 * or on 127.0.0.1. An answer that holds an access token (sign-in, refresh) authorises the page; tokens survive a reload.
 */
export const pageScript = `'use strict';
(async () => {
  const response = await fetch('/docs.json');
  if (!response.ok) throw new Error('The document could not be loaded: ' + response.status);
  const spec = await response.json();
  spec.servers = [{ url: window.location.origin, description: 'This server' }];

  const rememberToken = (answer) => {
    const token = answer.ok && answer.body && answer.body.data && answer.body.data.tokens && answer.body.data.tokens.accessToken;
    const schema = spec.components.securitySchemes.bearerAuth;
    if (token) ui.authActions.authorizeWithPersistOption({ bearerAuth: { name: 'bearerAuth', schema, value: token } });
    return answer;
  };

  const ui = SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    persistAuthorization: true,
    tryItOutEnabled: false,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
    responseInterceptor: rememberToken,
  });
})().catch((error) => {
  document.getElementById('swagger-ui').textContent = error.message;
  throw error;
});
`;
