using System.Text;
using System.Text.Json;

namespace Pulumi;

/// <summary>JSON to and from outputs, whose values may themselves hold outputs and inputs at any depth.</summary>
internal static class OutputJson
{
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            return data.With("");
        var nested = new OutputJsonConverters(data.With<object?>(null));
        var json = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(data.Value, nested.AddedTo(options)));
        return nested.Seen.IsKnown ? nested.Seen.With(json) : nested.Seen.With("");
    }

    public static async Task<OutputData<T>> DeserializeAsync<T>(Output<string> json, JsonSerializerOptions? options)
    {
        var data = await json.DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            return data.With<T>(default!);
        var nested = new OutputJsonConverters(data.With<object?>(null));
        return data.With(JsonSerializer.Deserialize<T>(data.Value, nested.AddedTo(options))!);
    }
}
