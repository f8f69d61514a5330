using System.Text.RegularExpressions;

namespace Platform.Infra.Tests.Observability;

/// <summary>The names in a query of logs, held against the tables that it can be about.</summary>
internal static partial class KustoQuery
{
    // https://learn.microsoft.com/azure/azure-monitor/reference/tables-index; the columns that queries here may use
    private static readonly Dictionary<string, string[]> _tables = new()
    {
        ["ApiManagementGatewayLogs"] =
        [
            "_ResourceId", "ApiId", "ApimSubscriptionId", "BackendId", "BackendResponseCode", "BackendTime", "IsRequestSuccess",
            "LastErrorReason", "LastErrorSource", "OperationId", "ProductId", "Region", "ResponseCode", "TimeGenerated", "TotalTime",
        ],
        ["AppRequests"] = ["_ResourceId", "DurationMs", "Name", "ResultCode", "Success", "TimeGenerated", "Url"],
        ["Usage"] = ["DataType", "IsBillable", "Quantity", "QuantityUnit", "Solution", "TimeGenerated"],
    };

    private static readonly string[] _words =
        ["and", "asc", "by", "desc", "extend", "false", "in", "not", "or", "order", "project", "render", "summarize", "true", "where"];

    /// <summary>The table, or columns of it, that do not exist.</summary>
    public static IEnumerable<string> Unknown(string query)
    {
        var text = Aside().Replace(query, " ");
        var table = Name().Match(text).Value;
        if (!_tables.TryGetValue(table, out var columns))
            return [table];
        var made = Made().Matches(text).Select(match => match.Groups[1].Value);
        return Name().Matches(text).Select(match => match.Value).Distinct().Except([table, .. columns, .. made, .. _words]);
    }

    // Texts, the workbook's parameters, lengths of time, and the names of functions
    [GeneratedRegex("""
        "[^"]*"|\{[^}]*\}|\b\d+[dhms]\b|\w+(?=\()
        """)]
    private static partial Regex Aside();

    [GeneratedRegex("[A-Za-z_]\\w*")]
    private static partial Regex Name();

    [GeneratedRegex("(\\w+) = ")]
    private static partial Regex Made();
}
