import { expect } from 'chai';
import { controller, httpDelete, httpGet, httpPatch, httpPost, httpPut } from 'inversify-express-utils';
import { getControllerMetadata, getControllerMethodMetadata } from '../../src/adapters/http/controller-metadata.js';
import { endpoint, type EndpointSpec } from '../../src/adapters/http/endpoint.js';
import { routesOf } from '../../src/adapters/http/routes.js';

const spec: EndpointSpec = { access: 'public', answer: { status: 200, shape: 'nothing' } };

@controller('/metadata-probe')
class MetadataProbeController {
  @httpGet('/')
  @endpoint(spec)
  async all(): Promise<string> {
    return 'all';
  }

  @httpPost('/:id/things')
  @endpoint(spec)
  async make(): Promise<void> {}

  @httpPut('/:id')
  @endpoint(spec)
  async put(): Promise<void> {}

  @httpPatch('/:id')
  @endpoint(spec)
  async change(): Promise<void> {}

  @httpDelete('/:id')
  @endpoint(spec)
  async remove(): Promise<void> {}
}

@controller('/open-by-omission')
class UndeclaredController {
  @httpGet('/')
  async secret(): Promise<void> {}
}

/** We register the decorated methods ourselves, so we depend on what inversify-express-utils keeps on the class. Fails when it changes. */
describe('the metadata of inversify-express-utils', () => {
  it('names the path of a controller', () => {
    expect(getControllerMetadata(MetadataProbeController)).to.include({ path: '/metadata-probe' });
  });

  it('names method, path and key of every decorated method, in the order of declaration', () => {
    const seen = getControllerMethodMetadata(MetadataProbeController).map(({ method, path, key }) => ({ method, path, key }));
    expect(seen).to.deep.equal([
      { method: 'get', path: '/', key: 'all' },
      { method: 'post', path: '/:id/things', key: 'make' },
      { method: 'put', path: '/:id', key: 'put' },
      { method: 'patch', path: '/:id', key: 'change' },
      { method: 'delete', path: '/:id', key: 'remove' },
    ]);
  });

  it('becomes routes that call the method on the instance', async () => {
    const routes = routesOf(MetadataProbeController, new MetadataProbeController());
    expect(routes.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'get /metadata-probe',
      'post /metadata-probe/:id/things',
      'put /metadata-probe/:id',
      'patch /metadata-probe/:id',
      'delete /metadata-probe/:id',
    ]);
    expect(await routes[0]?.handle({} as never)).to.equal('all');
  });

  it('is missing on a class that is no controller, and that is said', () => {
    class Plain {}
    expect(() => getControllerMetadata(Plain)).to.throw('Plain carries no @controller');
  });

  it('does not suffice: a method without @endpoint is refused, nothing is open by omission', () => {
    expect(() => routesOf(UndeclaredController, new UndeclaredController())).to.throw(
      /UndeclaredController\.secret declares no @endpoint/,
    );
  });
});
