namespace Platform.Billing.Console.Accounts;

/// <summary>ISO 3166: two letters and the name, in the order of the names.</summary>
internal static class Countries
{
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(Countries).Assembly.GetManifestResourceStream("countries.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[..2], line => line[3..]);
    }
}
