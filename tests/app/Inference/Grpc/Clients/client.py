"""Calls a server as its users do, with the stubs that protoc makes of the protocol's file, and prints what came back as JSON.

    python3 client.py HOST:PORT inference.proto
"""
import json
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import grpc

target, proto = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    source = Path(proto)
    subprocess.run([sys.executable, "-m", "grpc_tools.protoc", f"-I{source.parent}", f"--python_out={folder}", f"--grpc_python_out={folder}", source.name], check=True)
    sys.path.insert(0, folder)
    import inference_pb2 as wire
    import inference_pb2_grpc as stubs

sixteen = list(range(1, 17))
raw = struct.pack("<16i", *sixteen)
answers = {}


def simple(**fields):
    return wire.ModelInferRequest(
        model_name=fields.pop("model", "simple"),
        inputs=[wire.ModelInferRequest.InferInputTensor(name=f"INPUT{i}", datatype="INT32", shape=[1, 16]) for i in range(2)], **fields)


def error(call):
    try:
        call()
        return "no error"
    except grpc.RpcError as failure:
        return [failure.code().name, failure.details()]


def typed():
    request = simple()
    for tensor in request.inputs:
        tensor.contents.int_contents.extend(sixteen)
    return request


def large():
    return wire.ModelInferRequest(
        model_name="identity_fp32", inputs=[wire.ModelInferRequest.InferInputTensor(name="INPUT0", datatype="FP32", shape=[1, 500000])],
        raw_input_contents=[bytes(2000000)])


def slow():
    request = wire.ModelInferRequest(model_name="slow", inputs=[wire.ModelInferRequest.InferInputTensor(name="INPUT0", datatype="FP32", shape=[1])])
    request.inputs[0].contents.fp32_contents.append(1)
    return request


with grpc.insecure_channel(target) as channel:
    server = stubs.GRPCInferenceServiceStub(channel)
    answers["live"] = server.ServerLive(wire.ServerLiveRequest()).live
    answers["ready"] = server.ServerReady(wire.ServerReadyRequest()).ready
    answers["modelReady"] = server.ModelReady(wire.ModelReadyRequest(name="simple")).ready
    answers["server"] = server.ServerMetadata(wire.ServerMetadataRequest()).name
    answers["model"] = [tensor.name for tensor in server.ModelMetadata(wire.ModelMetadataRequest(name="simple")).inputs]
    answer = server.ModelInfer(simple(id="7", raw_input_contents=[raw, raw]))
    answers["raw"] = [answer.id, list(struct.unpack("<16i", answer.raw_output_contents[0]))]
    answers["typed"] = list(server.ModelInfer(typed()).outputs[0].contents.int_contents)
    answers["gzip"] = list(server.ModelInfer(typed(), compression=grpc.Compression.Gzip).outputs[0].contents.int_contents)
    answers["notFound"] = error(lambda: server.ModelInfer(simple(model="nope", raw_input_contents=[raw, raw])))
    answers["invalid"] = error(lambda: server.ModelInfer(simple(raw_input_contents=[raw, raw[:8]])))
    answers["tooLarge"] = error(lambda: server.ModelInfer(large()))
    answers["tooLargeCompressed"] = error(lambda: server.ModelInfer(large(), compression=grpc.Compression.Gzip))
    answers["deadline"] = error(lambda: server.ModelInfer(slow(), timeout=0.02))[0]
    answers["unimplemented"] = error(lambda: channel.unary_unary("/inference.GRPCInferenceService/ModelStreamInfer")(b""))[0]
    # SERVING, field 1 of the answer, is 1.
    answers["health"] = channel.unary_unary("/grpc.health.v1.Health/Check")(b"").hex()
    answers["after"] = list(server.ModelInfer(typed()).outputs[1].contents.int_contents)

print(json.dumps(answers))
