namespace Platform.Billing.Console.SignIn;

/// <summary>How the console knows people, beside what operators' calls carry.</summary>
internal static class SignInSchemes
{
    public const string Cookie = "console";

    public const string OpenId = "console-openid";
}
