using Platform.Bench;

return args switch
{
    ["bare", var port, var body] => await BareServer.RunAsync(port, body),
    ["bare-grpc", var port] => await BareGrpcServer.RunAsync(port),
    ["raw", var model, var input, var columns] => RawLoop.Run(model, input, int.Parse(columns)),
    _ => await Benchmark.RunAsync(BenchOptions.Parse(args)),
};
