using System.Text.RegularExpressions;
using Dapper;

namespace Platform.Billing.Operators;

/// <summary>
/// What operators can list, in pages by its key. Conditions that nobody asked for are not in the statement: a database goes by an index
/// only where the statement itself says that it may.
/// </summary>
/// <param name="Select">The statement up to its conditions.</param>
/// <param name="Order">What it is ordered by, which no two rows have alike and an index has in this order.</param>
/// <param name="State">The condition on <c>@state</c>; none where its rows have no states.</param>
/// <param name="Of">The condition on <c>@of</c>: whose they are.</param>
internal sealed record OperatorList(string Select, string Order, string State = OperatorList.Never, string Of = OperatorList.Never)
{
    public const string Never = "1 = 0";

    /// <summary>A key of a row, with what each column of <see cref="Order"/> has in it as a group. Default: one text.</summary>
    public string Key { get; init; } = "(.*)";

    /// <summary>The values of those columns, by the groups.</summary>
    public string After { get; init; } = "@key1";

    /// <summary>A key that is a number.</summary>
    public static OperatorList ByNumber(string select, string order, string state, string of)
        => new(select, order, state, of) { Key = "([0-9]{1,18})", After = "CAST(@key1 AS BIGINT)" };

    /// <summary>What can be asked for as its state; null where that is any text.</summary>
    public string[]? States { get; init; } = [];

    /// <exception cref="OperatorException">Its rows have no such state, or are nobody's.</exception>
    public void Require(string name, string state, string of)
    {
        if (state.Length > 0 && State == Never)
            throw new OperatorException(
                $"state is '{state}'; list '{name}' has no states, so leave it out", StatusCodes.Status400BadRequest);
        if (state.Length > 0 && States is not null && !States.Contains(state))
            throw new OperatorException(
                $"state is '{state}'; expected one of {string.Join(", ", States)}", StatusCodes.Status400BadRequest);
        if (of.Length > 0 && Of == Never)
            throw new OperatorException($"of is '{of}'; list '{name}' is of nobody, so leave it out", StatusCodes.Status400BadRequest);
    }

    /// <param name="after">The key of the last row before them; empty for the first page.</param>
    /// <param name="isOfAState">Whether a state is asked for.</param>
    /// <param name="isOfSomebody">Whether somebody's are.</param>
    /// <param name="parameters">Gets the key's parts.</param>
    /// <exception cref="OperatorException">It is no key of this list.</exception>
    public string Sql(string after, bool isOfAState, bool isOfSomebody, DynamicParameters parameters)
    {
        List<string> conditions = [.. isOfAState ? [State] : Array.Empty<string>(), .. isOfSomebody ? [Of] : Array.Empty<string>()];
        if (after.Length > 0)
        {
            if (Regex.Match(after, $"^{Key}$", RegexOptions.Singleline | RegexOptions.CultureInvariant) is not { Success: true } match)
                throw new OperatorException($"after is '{after}'; expected the key of a row of this list", StatusCodes.Status400BadRequest);
            foreach (var group in match.Groups.Cast<Group>().Skip(1))
                parameters.Add($"key{group.Name}", group.Value);
            conditions.Add($"({Order}) > ({After})");
        }

        return $"{Select}{(conditions.Count > 0 ? " WHERE " : "")}{string.Join(
            " AND ", conditions.Select(condition => $"({condition})"))} ORDER BY {Order} LIMIT @limit";
    }
}
