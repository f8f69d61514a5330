namespace Platform.Billing.Console.Operators;

/// <summary>A page of a list that operators read.</summary>
/// <param name="List">What it is called.</param>
/// <param name="Columns">In order.</param>
/// <param name="Rows">Texts by column; empty where there is nothing.</param>
/// <param name="Next">The query of the next page; null on the last.</param>
internal sealed record OperatorTable(
    string List, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, string? Next)
{
    public const int Size = 50;
}
