using Platform.Rehearsal.Commands;
using Platform.Rehearsal.Parts;

return args is ["part", var kind, var clock, .. var settings]
    ? await PartHost.RunAsync(kind, clock, settings)
    : await RehearsalCommand.RunAsync(args, Console.Out, Console.Error);
