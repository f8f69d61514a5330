// Calls a server as its users do, and prints what came back as JSON: node client.mjs URL
import OpenAI from "openai";

const client = new OpenAI({ baseURL: `${process.argv[2]}/v1`, apiKey: "none", maxRetries: 0 });
const messages = [{ role: "user", content: "ab" }];
const failure = promise => promise.then(() => "no error", error => [error.constructor.name, error.status, error.code, error.param, error.error?.message]);

const chat = await client.chat.completions.create({ model: "sum", messages, max_completion_tokens: 20 });
const stream = await client.chat.completions.create({
  model: "sum", messages, max_completion_tokens: 20, stream: true, stream_options: { include_usage: true },
});
let [text, reason, usage] = ["", null, null];
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta.content ?? "";
  reason = chunk.choices[0]?.finish_reason ?? reason;
  usage = chunk.usage ?? usage;
}

const completion = await client.completions.create({ model: "sum", prompt: "abc", max_tokens: 10 });
const models = [];
for await (const model of client.models.list()) models.push(model.id);

console.log(JSON.stringify({
  chat: [chat.choices[0].message.content, chat.choices[0].finish_reason, chat.usage.total_tokens],
  stream: [text, reason, usage.total_tokens],
  completion: completion.choices[0].text,
  models,
  notFound: await failure(client.chat.completions.create({ model: "nope", messages })),
  refused: await failure(client.chat.completions.create({ model: "sum", messages, n: 2 })),
  embeddings: await failure(client.embeddings.create({ model: "sum", input: "a", encoding_format: "float" })),
}));
