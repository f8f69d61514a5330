namespace Platform.Infra.Naming;

/// <summary>A name that Azure would refuse.</summary>
internal sealed class InvalidNameException(NameRule rule, string name) : Exception(
    $"'{name}' ({name.Length} characters) is no {rule.Kind} name; allowed: {rule.MinLength} to {rule.MaxLength} characters that match {rule.Pattern}");
