/* The portal's own script, in the style of its time. It leads from page to page; what happens on a page is Noken's. */
jQuery(function ($) {
  var session = document.querySelector('noken-session');
  if (!session) return;

  // The elements remember nothing on a portal's site, so the portal itself remembers at which desk its user sat.
  var desk = sessionStorage.getItem('desk');
  if (desk) session.setAttribute('desk', desk);
  session.addEventListener('noken-desk-changed', function (event) {
    sessionStorage.setItem('desk', event.positionId);
  });
  $('form[action="/keluar"]').on('submit', function () {
    sessionStorage.removeItem('desk');
  });

  session.addEventListener('noken-session-expired', function () {
    $('.navbar').after(
      '<p class="container alert alert-warning">Sesi portal berakhir. <a href="/masuk">Masuk lagi</a></p>',
    );
  });

  // A page of its own for each thing; a letter is read on one of them.
  var inbox = document.querySelector('noken-inbox');
  session.addEventListener('noken-letter-open-request', function (event) {
    if (inbox) return;
    event.preventDefault();
    location.href = '/surat?buka=' + encodeURIComponent(event.letterId);
  });
  var wanted = new URLSearchParams(location.search).get('buka');
  if (inbox && wanted) {
    history.replaceState(null, '', '/surat');
    inbox.setAttribute('letter-id', wanted);
  }
});
