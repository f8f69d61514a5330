namespace Platform.Billing.Gateway;

/// <summary>https://learn.microsoft.com/rest/api/apimanagement/user/create-or-update</summary>
internal sealed record UserProperties(string FirstName, string LastName, string Email, string State);
