using Platform.Bench;

return args switch
{
    ["bare", var port, var body] => await BareServer.RunAsync(port, body),
    ["raw", var model, var input, var columns] => RawLoop.Run(model, input, int.Parse(columns)),
    _ => await Benchmark.RunAsync(BenchOptions.Parse(args)),
};
