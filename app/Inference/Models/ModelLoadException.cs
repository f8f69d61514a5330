namespace Platform.Inference.Models;

/// <summary>A model that cannot be served. The message says why in words fit for a caller: no path, no type name.</summary>
internal sealed class ModelLoadException(string message, Exception? cause = null) : Exception(message, cause);
