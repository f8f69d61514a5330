// Calls a server as its users do, and prints what came back as JSON: node client.mjs HOST:PORT inference.proto
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const [target, proto] = process.argv.slice(2);
const { inference } = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true, longs: Number }));
const client = new inference.GRPCInferenceService(target, grpc.credentials.createInsecure(), { "grpc.default_compression_algorithm": 0 });
const zipping = new inference.GRPCInferenceService(target, grpc.credentials.createInsecure(), { "grpc.default_compression_algorithm": 2 });

const call = (method, request, options = {}, by = client) =>
  new Promise((resolve, reject) => by[method](request, new grpc.Metadata(), options, (error, answer) => (error ? reject(error) : resolve(answer))));
const failure = promise => promise.then(() => "no error", error => [grpc.status[error.code], error.details]);

const sixteen = Array.from({ length: 16 }, (_, i) => i + 1);
const raw = Buffer.from(new Int32Array(sixteen).buffer);
const input = (name, fields = {}) => ({ name, datatype: "INT32", shape: [1, 16], ...fields });
const simple = (fields = {}) => ({ model_name: "simple", inputs: [input("INPUT0"), input("INPUT1")], ...fields });
const typed = { model_name: "simple", inputs: ["INPUT0", "INPUT1"].map(name => input(name, { contents: { int_contents: sixteen } })) };
const large = { model_name: "identity_fp32", inputs: [input("INPUT0", { datatype: "FP32", shape: [1, 500000] })], raw_input_contents: [Buffer.alloc(2000000)] };
const slow = { model_name: "slow", inputs: [{ name: "INPUT0", datatype: "FP32", shape: [1], contents: { fp32_contents: [1] } }] };

const answer = await call("ModelInfer", simple({ id: "7", raw_input_contents: [raw, raw] }));
const bytes = answer.raw_output_contents[0];
const answers = {
  live: (await call("ServerLive", {})).live,
  ready: (await call("ServerReady", {})).ready,
  modelReady: (await call("ModelReady", { name: "simple" })).ready,
  server: (await call("ServerMetadata", {})).name,
  model: (await call("ModelMetadata", { name: "simple" })).inputs.map(tensor => tensor.name),
  raw: [answer.id, sixteen.map((_, i) => bytes.readInt32LE(4 * i))],
  typed: (await call("ModelInfer", typed)).outputs[0].contents.int_contents,
  gzip: (await call("ModelInfer", typed, {}, zipping)).outputs[0].contents.int_contents,
  notFound: await failure(call("ModelInfer", simple({ model_name: "nope", raw_input_contents: [raw, raw] }))),
  invalid: await failure(call("ModelInfer", simple({ raw_input_contents: [raw, raw.subarray(0, 8)] }))),
  tooLarge: await failure(call("ModelInfer", large)),
  tooLargeCompressed: await failure(call("ModelInfer", large, {}, zipping)),
  deadline: (await failure(call("ModelInfer", slow, { deadline: Date.now() + 20 })))[0],
  after: (await call("ModelInfer", typed)).outputs[1].contents.int_contents,
};
client.close();
zipping.close();
console.log(JSON.stringify(answers));
