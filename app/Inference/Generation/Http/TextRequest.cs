using System.Text.Json;
using Platform.Inference.Execution;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>A request that has been admitted and read.</summary>
/// <param name="Context">Of the server.</param>
/// <param name="Json">The body.</param>
/// <param name="Body">The same in bytes.</param>
/// <param name="Memory">What it has taken.</param>
internal sealed record TextRequest(HttpContext Context, JsonElement Json, PooledBytes Body, Reservation Memory);
