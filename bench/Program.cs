using Platform.Bench;
using Platform.Bench.Billing;
using Platform.Bench.Commands;
using Platform.Bench.Gateways;
using Platform.Bench.Hostile;
using Platform.Bench.Texts;

try
{
    return args switch
    {
        ["bare", var port, var body] => await BareServer.RunAsync(port, body),
        ["bare-grpc", var port] => await BareGrpcServer.RunAsync(port),
        ["raw", var model, var input, var columns] => RawLoop.Run(model, input, int.Parse(columns)),
        ["attack", var port, var grpcPort] => await AttackRun.RunAsync(int.Parse(port), int.Parse(grpcPort)),
        ["texts", .. var rest] => await TextsBench.RunAsync(rest),
        ["texts-raw", var models, var callers] => await RawTexts.RunAsync(models, int.Parse(callers)),
        ["texts-engine", var models, var callers] => await EngineTexts.RunAsync(models, int.Parse(callers)),
        ["billing", .. var rest] => await BillingBench.RunAsync(rest),
        ["yarp", var port, var backend] => await YarpAlone.RunAsync(port, backend),
        ["crowd", var plan] => await Crowd.RunAsync(plan),
        _ => await BenchCommand.RunAsync(args, Console.Out, Console.Error),
    };
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
