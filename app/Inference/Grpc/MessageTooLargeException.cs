namespace Platform.Inference.Grpc;

/// <summary>A message is larger than the limit once it is decompressed.</summary>
internal sealed class MessageTooLargeException() : Exception("the message is too large when decompressed");
