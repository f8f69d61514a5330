using Microsoft.AspNetCore.Authentication.JwtBearer;
using Platform.Billing.Operators;

namespace Platform.Billing.Hosting;

/// <summary>The operator's API as a part of the service.</summary>
internal static class OperatorServices
{
    public static void AddOperators(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(OperatorOptions.Section);
        services.AddOptions<OperatorOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OperatorGate>().AddSingleton<OperatorDesk>();
        if (section[nameof(OperatorOptions.Authority)] is not { Length: > 0 } authority)
            return;
        services.AddAuthentication().AddJwtBearer(JwtBearerDefaults.AuthenticationScheme, jwt =>
        {
            (jwt.Authority, jwt.Audience, jwt.MapInboundClaims) = (authority, section[nameof(OperatorOptions.Audience)], false);
            jwt.TokenValidationParameters.RoleClaimType = "roles";
            jwt.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
        });
    }
}
