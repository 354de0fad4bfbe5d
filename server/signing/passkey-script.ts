/**
 * Runs where a device may be enrolled, with `passkey` (its words) before it: asks for the offer with the code, has the
 * browser make the key and sends what came of it. The page that comes again counts it.
 */
export const passkeyScript = `
for(const form of document.querySelectorAll('form[data-passkey]')){
const said=form.querySelector('.said'),button=form.querySelector('button'),code=form.elements.code;
const say=(text,ok)=>{said.textContent=text;said.classList.toggle('ok',!!ok)};
const bytes=(text)=>Uint8Array.from(atob(text.replace(/-/g,'+').replace(/_/g,'/')),(one)=>one.charCodeAt(0));
const text=(buffer)=>btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,'');
const send=async(step,body)=>{const answer=await fetch('/v1/enrolments/'+location.pathname.split('/')[2]+step,{method:'POST',
credentials:'same-origin',headers:{'Content-Type':'application/json','Accept-Language':document.documentElement.lang},
body:JSON.stringify(body)});const told=await answer.json();if(!answer.ok)throw new Error(told.title,{cause:'told'});return told};
if(!window.PublicKeyCredential){form.replaceWith(Object.assign(document.createElement('p'),{className:'hint',textContent:passkey.none}));continue}
form.addEventListener('submit',async(event)=>{
event.preventDefault();if(button.getAttribute('aria-busy')==='true')return;
button.setAttribute('aria-busy','true');say(passkey.busy,true);
try{
const typed=code.value;code.value='';
const offer=await send('/offer',{code:typed});
const made=await navigator.credentials.create({publicKey:{challenge:bytes(offer.challenge),rp:offer.rp,
user:{id:bytes(offer.user.id),name:offer.user.name,displayName:offer.user.name},timeout:offer.timeout,attestation:'none',
pubKeyCredParams:offer.algorithms.map((alg)=>({type:'public-key',alg})),
excludeCredentials:offer.exclude.map((id)=>({type:'public-key',id:bytes(id)})),
authenticatorSelection:{userVerification:'required',residentKey:'preferred'}}});
const {response}=made;
await send('/passkey',{id:made.id,clientDataJSON:text(response.clientDataJSON),attestationObject:text(response.attestationObject),
transports:response.getTransports?.()??[]});
location.hash='kept';location.reload();return;
}catch(error){say(error.cause==='told'?error.message:error instanceof TypeError?passkey.offline:passkey.refused)}
button.removeAttribute('aria-busy');code.focus();
});
if(location.hash==='#kept')say(passkey.kept,true);
}
`;
