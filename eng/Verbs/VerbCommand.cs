using System.CommandLine;
using System.CommandLine.Parsing;

namespace Platform.Verbs;

/// <summary>A verb as a program declares it.</summary>
public sealed class VerbCommand : Command
{
    private readonly List<Func<CommandResult, string?>> _rules = [];

    internal VerbCommand(Verb verb, IEnumerable<Symbol> takes)
        : base(verb.Name, verb.Summary)
    {
        foreach (var symbol in takes)
            if (symbol is Argument argument)
                Add(argument);
            else
                Add((Option)symbol);
    }

    /// <summary>What must hold of all options together. It is asked once each of them is sound by itself.</summary>
    /// <param name="rule">What is wrong, and what is allowed; null where nothing is.</param>
    public void Require(Func<CommandResult, string?> rule) => _rules.Add(rule);

    internal string? FaultOf(CommandResult result) => _rules.Select(rule => rule(result)).FirstOrDefault(fault => fault is not null);
}
