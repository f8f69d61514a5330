namespace Platform.Gateway.Expressions;

/// <summary>Which bodies an expression looks at.</summary>
[Flags]
internal enum BodiesRead : byte
{
    None = 0,
    Request = 1,
    Response = 2,
}
