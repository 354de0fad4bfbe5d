import type { PortalAccount, PortalSettings } from './portal-settings.js';
import type { Visitor } from './portal-visitors.js';

/** One page of the portal: where it is, how the menu calls it, and what stands on it. */
export interface PortalPage {
  readonly path: string;
  readonly title: string;
  /** Shown without signing in. */
  readonly open?: true;
  /** What the portal must let its user do in Noken for this page to be in the menu. */
  readonly needs?: 'act' | 'monitor';
  /** @param server Noken's address, escaped */
  body(server: string): string;
}

/** Escapes text for HTML, also within double quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Pages come with the elements that they show. */
export const portalPages: readonly PortalPage[] = [
  {
    path: '/',
    title: 'Beranda',
    body: () => `
      <div class="jumbotron"><h1>Selamat datang</h1>
      <p>Portal contoh pemerintah kabupaten. Persuratannya diantar oleh Noken.</p></div>
      <div class="panel panel-default"><div class="panel-heading"><h2 class="panel-title">Meja Anda</h2></div>
      <div class="panel-body"><noken-counters></noken-counters></div></div>`,
  },
  {
    path: '/surat',
    title: 'Surat saya',
    body: () => '<noken-inbox record-url="/catat"></noken-inbox>',
  },
  {
    path: '/catat',
    title: 'Catat surat',
    needs: 'act',
    body: () => '<noken-letter-form></noken-letter-form>',
  },
  {
    path: '/naskah-keluar',
    title: 'Naskah keluar',
    needs: 'act',
    body: () => '<noken-letter-form direction="outgoing"></noken-letter-form>',
  },
  {
    path: '/monev',
    title: 'Monev',
    needs: 'monitor',
    body: () => '<noken-monitoring></noken-monitoring>',
  },
  {
    path: '/verifikasi',
    title: 'Verifikasi',
    open: true,
    body: (server) => `<noken-verifier server="${server}"></noken-verifier>`,
  },
];

/** The frame of every page: Bootstrap 3 as it comes, jQuery, a menu, and Noken's one script tag. */
export function drawPage(settings: PortalSettings, visitor: Visitor, page: PortalPage): string {
  const { account } = visitor;
  const server = escaped(settings.noken);
  const content = account
    ? `<noken-session server="${server}" session-endpoint="/noken/session">${page.body(server)}</noken-session>`
    : page.body(server);
  return frame(
    page.title,
    `${menu(visitor, page.path)}<main class="container">${content}</main>${help}`,
    kitTag(settings),
  );
}

export function drawLogin(visitor: Visitor, next: string, failed: boolean): string {
  return frame(
    'Masuk',
    `${menu(visitor, '/masuk')}<main class="container"><div class="row"><div class="col-sm-4 col-sm-offset-4">
    <form class="panel panel-default" method="post" action="/masuk"><div class="panel-body">
      ${failed ? '<p class="alert alert-danger" role="alert">Nama masuk atau sandi salah.</p>' : ''}
      <input type="hidden" name="csrf" value="${escaped(visitor.csrf)}">
      <input type="hidden" name="next" value="${escaped(next)}">
      <div class="form-group"><label for="username">Nama masuk</label>
      <input class="form-control" id="username" name="username" autocomplete="username" required autofocus></div>
      <div class="form-group"><label for="password">Sandi</label>
      <input class="form-control" id="password" name="password" type="password" autocomplete="current-password" required></div>
      <button class="btn btn-primary btn-block" type="submit">Masuk</button>
    </div></form></div></div></main>`,
  );
}

export function drawNotice(visitor: Visitor, title: string, sentence: string): string {
  return frame(
    title,
    `${menu(visitor, '')}<main class="container"><p class="lead">${escaped(sentence)}</p></main>`,
  );
}

function frame(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Portal contoh</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/bootstrap.min.css">
<link rel="stylesheet" href="/assets/portal.css">
<script src="/assets/jquery.min.js"></script>
<script src="/assets/bootstrap.min.js"></script>
<script src="/assets/portal.js" defer></script>
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

/** All that this portal takes from Noken, besides its elements. */
function kitTag({ kitUrl, kitIntegrity }: PortalSettings): string {
  const integrity = kitIntegrity === undefined ? '' : ` integrity="${escaped(kitIntegrity)}"`;
  return `<script type="module" src="${escaped(kitUrl)}"${integrity} crossorigin></script>`;
}

function menu({ account, csrf }: Visitor, current: string): string {
  const may = ({ open, needs }: PortalPage) =>
    open || (account && (needs === undefined || account.scope.split(' ').includes(needs)));
  const entries = portalPages
    .filter(may)
    .map(
      ({ path, title }) =>
        `<li${path === current ? ' class="active"' : ''}><a href="${path}">${title}</a></li>`,
    );
  return `<nav class="navbar navbar-inverse navbar-static-top"><div class="container">
    <div class="navbar-header">
      <button type="button" class="navbar-toggle collapsed" data-toggle="collapse" data-target="#menu" aria-expanded="false">
        <span class="sr-only">Menu</span><span class="icon-bar"></span><span class="icon-bar"></span><span class="icon-bar"></span>
      </button>
      <a class="navbar-brand" href="/">Portal contoh</a>
    </div>
    <div class="collapse navbar-collapse" id="menu">
      <ul class="nav navbar-nav">${entries.join('')}</ul>
      ${account ? signedInAs(account, csrf) : '<ul class="nav navbar-nav navbar-right"><li><a href="/masuk">Masuk</a></li></ul>'}
    </div></div></nav>`;
}

function signedInAs({ name, position }: PortalAccount, csrf: string): string {
  return `<form class="navbar-form navbar-right" method="post" action="/keluar">
      <input type="hidden" name="csrf" value="${escaped(csrf)}">
      <span class="portal-who" title="${escaped(position)}">${escaped(name)}</span>
      <button class="btn btn-default btn-sm" type="button" data-toggle="modal" data-target="#help">Bantuan</button>
      <button class="btn btn-default btn-sm" type="submit">Keluar</button>
    </form>`;
}

/** A dialog of the portal's own, which holds the focus as Bootstrap 3 does. */
const help = `<div class="modal fade" id="help" tabindex="-1" role="dialog" aria-labelledby="help-title"><div class="modal-dialog" role="document">
    <div class="modal-content"><div class="modal-header"><h4 class="modal-title" id="help-title">Bantuan portal</h4></div>
    <div class="modal-body"><p>Hubungi pengelola portal. Urusan surat: pencatat surat di unit Anda.</p></div>
    <div class="modal-footer"><button type="button" class="btn btn-default" data-dismiss="modal">Tutup</button></div></div></div></div>`;
