#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>The owner of the subscription.</summary>
public interface IUser
{
    string Email { get; }
    string FirstName { get; }
    IEnumerable<IGroup> Groups { get; }
    string Id { get; }
    IEnumerable<IUserIdentity> Identities { get; }
    string LastName { get; }
    string Note { get; }
    DateTime RegistrationDate { get; }
}
