import type { Learner } from './fixtures.ts';

/**
 * A web server for a learner's container, in Perl, which the debian image has: a page with a WebSocket and its cookies, and
 * paths that misbehave.
 */
const program = `
use Socket; socket(S,PF_INET,SOCK_STREAM,0); setsockopt(S,SOL_SOCKET,SO_REUSEADDR,1);
bind(S,sockaddr_in(80,INADDR_ANY)); listen(S,99); $SIG{CHLD}="IGNORE";
while(accept(C,S)){ if(fork){close C;next} select C; $|=1; my($p)=<C>=~/ (\\S+)/; my %h;
while(<C>){s/\\s+$//; last if $_ eq ""; /^(.*?): (.*)/ and $h{lc $1}=$2}
if($p eq "/echo"){ $x=\`printf %s $h{"sec-websocket-key"}258EAFA5-E914-47DA-95CA-C5AB0DC85B11|sha1sum\`;
$x=substr(pack("u",pack("H40",$x)),1,27); $x=~tr#\` -_#AA-Za-z0-9+/#;
print "HTTP/1.1 101 OK\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: $x=\\r\\n\\r\\n";
while(read(C,$b,2)==2){ $l=ord(substr($b,1))&127; read(C,$m,4); read(C,$d,$l); last if (ord($b)&15)==8;
$d^=substr($m x 32,0,$l); print chr(129).chr($l+5)."echo ".$d } exit }
sleep 1000 if $p eq "/never";
if($p eq "/odd"){ print "SSH-2.0-nothing\\r\\n"; exit }
print "HTTP/1.1 200 OK\\r\\n";
if($p eq "/headers"){ print "X-A: ".("a" x 999)."\\r\\n" while 1 }
print "Connection: close\\r\\nSet-Cookie: mine=1\\r\\nSet-Cookie: slipway_learner=stolen\\r\\nX-Frame-Options: DENY\\r\\n";
if($p eq "/stream"){ print "Content-Type: text/plain\\r\\n\\r\\n"; print "x" x 65536 while 1 }
print "Content-Type: text/html\\r\\n\\r\\n<!doctype html><html lang=en><title>Mine</title><main><h1>Hello from $h{host}</h1>",
"<p>Path $p, origin $h{origin}, cookies: $h{cookie}.</p><p id=o>no echo</p></main><script>",
"w=new WebSocket(location.origin.replace(/^http/,'ws')+'/echo');w.onopen=()=>w.send('hi');w.onmessage=e=>o.textContent=e.data</script>"; exit }
`;

/** Writes the server to server.pl in the learner's home, and waits for the prompt after it. The terminal has the focus. */
export async function writeServer(learner: Learner): Promise<void> {
  const encoded = Buffer.from(program.trim()).toString('base64');
  // As one paste: thousands of keys take their time.
  const text = JSON.stringify(`echo ${encoded} | base64 -d > server.pl; clear; echo is-$((20+1))`);
  await learner.page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${text});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }`);
  await learner.page.keyboard.press('Enter');
  await waitFor(learner, /^is-21/m);
}

/** Starts a container with the server. `options`: of docker run, the port among them. */
export async function runServer(learner: Learner, options: string): Promise<void> {
  await learner.type(`clear; docker run -d -v $PWD/server.pl:/s.pl ${options} debian perl /s.pl && echo is-$((40+2))`);
  await waitFor(learner, /^is-42/m);
}

async function waitFor(learner: Learner, pattern: RegExp): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!pattern.test(await learner.screen())) {
    if (Date.now() > deadline) throw new Error(`${String(pattern)} did not come: ${await learner.screen()}`);
    await learner.page.waitForTimeout(100);
  }
}
