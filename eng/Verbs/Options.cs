using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Platform.Verbs;

/// <summary>The kinds of options that verbs have. What is wrong with a value says what was given, and what is allowed.</summary>
public static class Options
{
    public static Option<bool> Switch(string name, string meaning) => new(name) { Description = meaning };

    /// <param name="value">What its value is called: NAME, FILE, REF.</param>
    public static Option<string?> Text(string name, string value, string meaning) => new(name) { Description = meaning, HelpName = value };

    /// <summary>One of few words.</summary>
    /// <param name="usual">Where it is not given.</param>
    public static Option<string> Choice(string name, IEnumerable<string> choices, string meaning, string usual)
        => Choice(name, [.. choices.Select(choice => (choice, choice))], meaning, usual);

    /// <summary>One of few words, each of which means something.</summary>
    /// <param name="usual">Where it is not given.</param>
    public static Option<T> Choice<T>(string name, IReadOnlyList<(string Word, T Value)> choices, string meaning, T usual) => new(name)
    {
        Description = meaning,
        HelpName = string.Join('|', choices.Select(choice => choice.Word)),
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            foreach (var (word, value) in choices)
                if (word == given)
                    return value;
            return Refused(result, name, string.Join(", ", choices.Select(choice => choice.Word)), usual);
        },
    };

    /// <param name="value">What its value is called: N, MILLIONS.</param>
    public static Option<int> Number(string name, string value, string meaning, int usual, (int Least, int Most) allowed) => new(name)
    {
        Description = meaning,
        HelpName = value,
        DefaultValueFactory = _ => usual,
        CustomParser = result => Whole(result, name, allowed),
    };

    /// <summary>A file or a folder that is there, by its whole path.</summary>
    /// <param name="value">What its value is called: FILE, DIR.</param>
    public static Option<string?> Existing(string name, string value, string meaning)
        => new(name) { Description = meaning, HelpName = value, CustomParser = result => Existing(result, name) };

    /// <inheritdoc cref="Existing(string, string, string)"/>
    public static Argument<string> ExistingArgument(string name, string meaning)
        => new(name) { Description = meaning, HelpName = name, CustomParser = result => Existing(result, name) };

    /// <summary>A value that some word must be turned into.</summary>
    /// <param name="read">Null where it cannot be.</param>
    /// <param name="allowed">What it can be turned into.</param>
    public static Option<T?> Value<T>(Option<T?> option, Func<string, T?> read, string allowed)
    {
        option.CustomParser = result =>
            read(result.Tokens[0].Value) is { } value ? value : Refused<T?>(result, option.Name, allowed, default);
        return option;
    }

    /// <summary>Whether whoever runs the verb gave it, and not its default.</summary>
    public static bool IsGiven(this CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static int Whole(ArgumentResult result, string name, (int Least, int Most) allowed)
    {
        var given = result.Tokens[0].Value;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= allowed.Least
            && number <= allowed.Most)
            return number;
        return Refused(result, name, $"{allowed.Least} to {allowed.Most}", 0);
    }

    /// <param name="instead">Read by nobody, as nothing is done.</param>
    private static T Refused<T>(ArgumentResult result, string name, string allowed, T instead)
    {
        result.AddError($"{name} is '{result.Tokens[0].Value}'; allowed: {allowed}");
        return instead;
    }

    private static string Existing(ArgumentResult result, string name)
    {
        var given = result.Tokens[0].Value;
        if (!Path.Exists(given))
            result.AddError($"{name} is '{given}', which does not exist");
        return Path.GetFullPath(given);
    }
}
