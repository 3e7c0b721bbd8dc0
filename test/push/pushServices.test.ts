import assert from 'node:assert/strict';
import { endpointOf } from '../../src/push/pushServices.ts';

describe('endpoints of push services', () => {
  it('are those of the browsers there are', () => {
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/abc:def-_',
      'https://updates.push.services.mozilla.com/wpush/v2/abc',
      'https://wns2-par02p.notify.windows.com/w/?token=abc%2b',
      'https://web.push.apple.com/QABC',
    ])
      assert.equal(endpointOf(endpoint), endpoint);
    // As a browser reads it, and as it is asked.
    assert.equal(
      endpointOf('https://fcm.googleapis.com\\@127.0.0.1/x'),
      'https://fcm.googleapis.com/@127.0.0.1/x',
    );
    assert.equal(endpointOf('https://FCM.googleapis.com:443/x'), 'https://fcm.googleapis.com/x');
  });

  it('are nobody else’s', () => {
    for (const endpoint of [
      '',
      'fcm.googleapis.com/x',
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://user@fcm.googleapis.com/x',
      'https://:password@fcm.googleapis.com/x',
      'https://fcm.googleapis.com@127.0.0.1/x',
      'https://fcm.googleapis.com#@127.0.0.1/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://2130706433/x',
      'https://localhost/x',
      'https://169.254.169.254/latest/meta-data',
      'https://fcm.googleapis.com.example/x',
      'https://evilfcm.googleapis.com/x',
      'https://fcm.googleapis.com./x',
      'https://push.services.mozilla.com/x',
      'https://evilpush.services.mozilla.com/x',
      'https://notify.windows.com.evil.example/x',
      'https://evil.example/?fcm.googleapis.com',
      'https://evil.example/fcm.googleapis.com',
      'https://web.push.apple.com%2eevil.example/x',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://fcm.googleapis.com/x#y',
      `https://fcm.googleapis.com/${'x'.repeat(1000)}`,
      `https://fcm.googleapis.com/${'ü'.repeat(400)}`,
    ])
      assert.equal(endpointOf(endpoint), null, endpoint);
  });
});
