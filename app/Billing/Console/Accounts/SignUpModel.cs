using Platform.Billing.Console.Offers;

namespace Platform.Billing.Console.Accounts;

/// <summary>The page on which somebody signs up.</summary>
internal sealed record SignUpModel(SignUp Said, IReadOnlyDictionary<string, string> Problems, IReadOnlyList<Offer> Offers);
