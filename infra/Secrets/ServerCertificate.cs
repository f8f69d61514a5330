using Pulumi;

namespace Platform.Infra.Secrets;

/// <summary>What a server shows to whoever calls it, signed by the stack's own authority.</summary>
/// <param name="Pem">The certificate.</param>
/// <param name="KeyPem">Its private key.</param>
internal sealed record ServerCertificate(Output<string> Pem, Output<string> KeyPem);
