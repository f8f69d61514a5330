using Platform.Evaluation;

return await EvaluationCommand.RunAsync(args, Console.Out, Console.Error);
