using System.CommandLine;
using System.CommandLine.Parsing;

namespace Platform.Verbs;

/// <summary>What a verb takes, and what is wrong with what it was given.</summary>
internal static class Usage
{
    private const int LeastWidth = 24;

    public static string Of(Command verb)
    {
        var synopsis = string.Join(' ', [verb.Name, .. verb.Arguments.Select(ValueOf)]);
        var takes = verb.Arguments.Select(argument => (Left: ValueOf(argument), argument.Description))
            .Concat(
                verb.Options.Where(option => !option.Hidden)
                    .Select(option => (Left: $"{option.Name} {option.HelpName}".TrimEnd(), option.Description)))
            .ToArray();
        var width = takes.Select(line => line.Left.Length).Append(LeastWidth).Max();
        var lines = takes.Select(line => $"  {line.Left.PadRight(width)} {line.Description}");
        return $"usage: dotnet platform.cs {synopsis} [options]\n\n{verb.Description}\n\n{string.Join('\n', lines)}";
    }

    /// <summary>
    /// The first thing that is wrong; null where nothing is. What concerns the whole line comes with how the verb is used.
    /// </summary>
    public static string? FaultOf(ParseResult parsed)
    {
        var verb = parsed.CommandResult.Command;
        // Taken for a value, it would be missing as what it is
        if (parsed.CommandResult.Children.OfType<OptionResult>()
            .FirstOrDefault(option => IsFollowedByAnother(option, verb)) is { Option: var unfinished })
            return Unfinished(unfinished, verb);
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return $"unknown option '{unknown}'\n\n{Of(verb)}";
        if (parsed.Errors is not [var error, ..])
            return verb is VerbCommand command && command.FaultOf(parsed.CommandResult) is { } fault ? $"{fault}\n\n{Of(verb)}" : null;
        return error.SymbolResult switch
        {
            OptionResult { Tokens: [], Option: var option } => Unfinished(option, verb),
            ArgumentResult { Tokens: [], Argument: var argument } when argument.Arity.MinimumNumberOfValues > 0
                && parsed.CommandResult.Tokens.Count == 0 =>
                $"{verb.Name} wants {ValueOf(argument)}: {argument.Description}\n\n{Of(verb)}",
            _ => error.Message,
        };
    }

    private static string Unfinished(Option option, Command verb)
        => $"{option.Name} wants a value: {option.Name} {option.HelpName}\n\n{Of(verb)}";

    private static bool IsFollowedByAnother(OptionResult option, Command verb)
        => option.Tokens.Any(token => verb.Options.Any(other => other.Name == token.Value));

    private static string ValueOf(Argument argument) => argument.HelpName ?? argument.Name;
}
