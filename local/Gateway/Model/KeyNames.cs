using Platform.Gateway.Expressions;

namespace Platform.Gateway.Model;

/// <summary>Where callers put their key: https://learn.microsoft.com/azure/api-management/api-management-subscriptions</summary>
internal sealed record KeyNames(string Header, string Query) : ISubscriptionKeyParameterNames
{
    public static KeyNames Default { get; } = new("Ocp-Apim-Subscription-Key", "subscription-key");
}
