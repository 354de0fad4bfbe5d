/**
 * Runs on the pages of an enrolment, with `words` before it. Each form goes as JSON to its step of the same link; what was
 * typed in secret is emptied before the answer is looked at, and the page that comes again shows the next step.
 */
export const enrolmentScript = `
async function draw(picture){
const sample=document.getElementById('sample'),canvas=sample.querySelector('canvas'),on=document.getElementById('on');
const bytes=Uint8Array.from(atob(picture),(one)=>one.charCodeAt(0));
const bitmap=await createImageBitmap(new Blob([bytes],{type:'image/webp'}));
canvas.width=bitmap.width;canvas.height=bitmap.height;canvas.getContext('2d').drawImage(bitmap,0,0);
sample.hidden=false;on.onclick=()=>location.reload();on.focus();
}
for(const form of document.querySelectorAll('form[data-post]')){
const said=form.querySelector('.said'),field=(name)=>form.elements[name];
const say=(text,ok)=>{said.textContent=text;said.classList.toggle('ok',!!ok)};
form.addEventListener('submit',async(event)=>{
event.preventDefault();
const {least}=form.dataset,first=field('passphrase'),again=field('again');
if(least&&[...first.value].length<Number(least)){say(words.short);first.focus();return}
if(again&&first.value!==again.value){say(words.differs);again.focus();return}
const button=event.submitter??form.querySelector('button');if(button.getAttribute('aria-busy')==='true')return;
const body=Object.fromEntries(new FormData(form,event.submitter));delete body.again;
button.setAttribute('aria-busy','true');say(words.busy,true);
try{
const answer=await fetch('/v1/enrolments/'+location.pathname.split('/')[2]+form.dataset.post,{method:'POST',
credentials:'same-origin',headers:{'Content-Type':'application/json','Accept-Language':document.documentElement.lang},
body:JSON.stringify(body)});
for(const one of form.querySelectorAll('input[type=password],.code'))one.value='';
if(answer.ok){const told=await answer.json();if(told.picture){await draw(told.picture);form.remove()}else location.reload();return}
say((await answer.json()).title);form.querySelector('input')?.focus();
}catch{say(words.offline)}
button.removeAttribute('aria-busy');
});
}
`;
