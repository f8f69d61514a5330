using Microsoft.Extensions.Options;

namespace Platform.Billing.Console.SignIn;

/// <summary>Keeps the development sign-in where it belongs.</summary>
internal sealed class SignInEnvironment(IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options) => options.Development && !environment.IsDevelopment()
        ? ValidateOptionsResult.Fail(
            $"Console:SignIn:Development is true in the environment '{environment.EnvironmentName}', where anybody could be anybody; set "
            + "Console:SignIn:Authority there")
        : ValidateOptionsResult.Success;
}
