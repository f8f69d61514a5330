namespace Platform.Billing.Console.SignIn;

/// <summary>The page on which somebody signs in.</summary>
/// <param name="IsDevelopment">Whether it asks for a name.</param>
/// <param name="Return">Where they go on.</param>
/// <param name="Problem">Why they are here.</param>
internal sealed record SignInModel(bool IsDevelopment, string Return, string? Problem);
