namespace Platform.Billing.Console.Accounts;

/// <summary>What somebody who signs up says.</summary>
internal sealed record SignUp(string Name, string Email, string Country, string Plan)
{
    public const int LongestName = 120, LongestEmail = 254;

    /// <summary>What is wrong with it, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>();
        if (Name.Length is 0 or > LongestName || Name.Any(char.IsControl))
            problems["name"] = Texts.WrongName;
        if (Email.Length is < 3 or > LongestEmail
            || Email.IndexOf('@') is var at && (at <= 0 || at != Email.LastIndexOf('@') || at == Email.Length - 1)
            || Email.Any(letter => letter is <= ' ' or > '~' or '<' or '>' or ',' or ';'))
            problems["email"] = Texts.WrongEmail;
        if (!Countries.All.ContainsKey(Country))
            problems["country"] = Texts.WrongCountry;
        return problems;
    }
}
