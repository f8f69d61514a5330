using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <summary>Expects something of one input, wherever the plan has the parts that it is an input of.</summary>
internal sealed record InputRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required Part[] Of { get; init; }

    /// <summary>From the part, as <see cref="InputValue.All"/> has it.</summary>
    public required string Input { get; init; }

    public required Expectation Expected { get; init; }

    /// <summary>Which of the parts are meant; all, unless given.</summary>
    public Predicate<InputValue> Where { get; init; } = _ => true;

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => from part in Of.SelectMany(part => part.In(plan))
           where Where(part)
           from value in part.All(Input)
           where !Expected.IsMet(value)
           select Found(value, value.Quoted, Expected.Text);
}
