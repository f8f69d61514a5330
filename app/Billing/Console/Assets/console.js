// Everything works without this. With it, answers of a conversation come as they are written, and code can be copied.
for (const button of document.querySelectorAll('button.copy')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}

const chat = document.getElementById('chat');
if (chat && 'body' in Response.prototype) {
  const messages = document.getElementById('messages');
  const tokens = document.getElementById('tokens');
  const stop = document.getElementById('stop');
  const send = chat.querySelector('button:not([type])');
  let running;

  const show = (role, name, text) => {
    const item = document.createElement('li');
    item.className = role;
    const head = document.createElement('b');
    head.textContent = name;
    const body = document.createElement('p');
    body.textContent = text;
    item.append(head, body);
    messages.append(item);
    return body;
  };

  // A stream of events: what follows 'data:' on each line
  const read = async (stream, take) => {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines) if (line.startsWith('data:') && !line.includes('[DONE]')) take(JSON.parse(line.slice(5)));
    }
  };

  stop.addEventListener('click', () => running?.abort());
  chat.message.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) chat.requestSubmit();
  });
  chat.addEventListener('submit', async event => {
    event.preventDefault();
    const text = chat.message.value.trim();
    if (!text || running) return;
    const history = JSON.parse(chat.history.value || '[]');
    running = new AbortController();
    const form = new URLSearchParams(new FormData(chat));
    // The next message is another form, with a number of its own
    chat.elements.once.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
    show('user', chat.dataset.you, text);
    const answer = show('assistant', chat.model.value, '');
    chat.message.value = '';
    [send.disabled, stop.hidden, tokens.textContent] = [true, false, ''];
    try {
      const response = await fetch(chat.dataset.stream, { method: 'POST', body: form, signal: running.signal });
      if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
        answer.textContent = response.redirected ? '' : await response.text();
        if (response.redirected) location.assign(response.url);
        return;
      }
      await read(response.body, piece => {
        answer.textContent += piece.choices?.[0]?.delta?.content ?? '';
        if (piece.error) answer.textContent += piece.error.message ?? piece.error;
        if (piece.shown) tokens.textContent = piece.shown;
      });
    } catch (error) {
      if (error.name !== 'AbortError') answer.textContent ||= chat.dataset.unanswered;
    } finally {
      if (answer.textContent) {
        history.push({ role: 'user', content: text }, { role: 'assistant', content: answer.textContent });
        chat.history.value = JSON.stringify(history.slice(-40));
      }
      [send.disabled, stop.hidden, running] = [false, true, undefined];
      chat.message.focus();
    }
  });
}
