using Pulumi;

namespace Platform.Infra.Naming;

/// <summary>A name that Azure would refuse; a <see cref="RunException"/>, so that <c>pulumi up</c> shows no stack trace.</summary>
internal sealed class InvalidNameException(NameRule rule, string name) : RunException(
    $"'{name}' ({name.Length} characters) is no {rule.Kind} name; allowed: "
    + $"{rule.MinLength} to {rule.MaxLength} characters that match {rule.Pattern}");
