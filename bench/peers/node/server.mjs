// What a team would write in Node: fastify and onnxruntime-node, one thread for the maths as for everyone here.
import Fastify from 'fastify';
import ort from 'onnxruntime-node';

const [model, port] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const app = Fastify({ bodyLimit: 64 << 20 });

app.post('/v2/models/:name/infer', async (request) => {
  const feeds = {};
  for (const input of request.body.inputs)
    feeds[input.name] = new ort.Tensor('float32', Float32Array.from(input.data), input.shape);
  const results = await session.run(feeds);
  return {
    model_name: request.params.name,
    model_version: '1',
    outputs: session.outputNames.map((name) => {
      const tensor = results[name];
      const isInteger = tensor.type === 'int64';
      return {
        name, datatype: isInteger ? 'INT64' : 'FP32', shape: tensor.dims,
        data: isInteger ? Array.from(tensor.data, Number) : Array.from(tensor.data),
      };
    }),
  };
});

await app.listen({ port: Number(port), host: '127.0.0.1' });
