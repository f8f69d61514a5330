namespace Platform.Infra.Gateway;

/// <summary>A piece of XML that policies of one form differ in.</summary>
internal sealed record PolicyPart(string Xml);
