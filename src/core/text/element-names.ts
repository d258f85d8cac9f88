/*
 * Names of the elements that browsers know. Sources: HTML Living Standard, index of elements
 * (https://html.spec.whatwg.org/multipage/indices.html#elements-3) and its obsolete elements
 * (https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features); SVG 2, element index (https://www.w3.org/TR/SVG2/eltindex.html)
 * with the elements of SVG 1.1 and of Filter Effects; MathML Core, elements (https://www.w3.org/TR/mathml-core/).
 */

const html = `
  a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist dd del
  details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
  ins kbd label legend li link main map mark menu meta meter nav noscript object ol optgroup option output p picture pre progress q rp rt ruby
  s samp script search section select selectedcontent slot small source span strong style sub summary sup table tbody td template textarea
  tfoot th thead time title tr track u ul var video wbr`;

const obsoleteHtml = `
  acronym applet basefont bgsound big blink center command content dir element font frame frameset image isindex keygen listing marquee
  menuitem multicol nextid nobr noembed noframes param plaintext portal rb rtc shadow spacer strike tt xmp`;

const svg = `
  altglyph altglyphdef altglyphitem animate animatecolor animatemotion animatetransform circle clippath color-profile cursor defs desc discard
  ellipse feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow
  feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting
  fespotlight fetile feturbulence filter font-face font-face-format font-face-name font-face-src font-face-uri foreignobject g glyph glyphref
  handler hatch hatchpath hkern line lineargradient listener marker mask mesh meshgradient meshpatch meshrow metadata missing-glyph mpath path
  pattern polygon polyline radialgradient rect set solidcolor stop svg switch symbol text textpath tref tspan unknown use view vkern`;

const mathml = `
  annotation annotation-xml maction math menclose merror mfenced mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom
  mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics`;

/** In lower case. */
export const elementNames: ReadonlySet<string> = new Set(`${html} ${obsoleteHtml} ${svg} ${mathml}`.trim().split(/\s+/));

/** What stands inside these is no text for readers as markup, and everything up to the closing tag belongs to it ("raw text" in the standard). */
export const rawTextNames: ReadonlySet<string> = new Set(['script', 'style', 'iframe', 'noembed', 'noframes']);

/** What stands inside these is no text for readers: programs, drawings, what is shown instead. */
export const unreadNames: ReadonlySet<string> = new Set([...rawTextNames, 'applet', 'noscript', 'object', 'svg', 'template']);
