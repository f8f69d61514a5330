using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Platform.Inference.Settings;

/// <summary>
/// Binds sections of the configuration, after a look at each value: what the binder says of a wrong one is for programmers.
/// </summary>
internal static class SettingsBinder
{
    /// <exception cref="SettingException">A value is not of its property's type, or not in its range.</exception>
    public static void AddSettings<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        foreach (var property in typeof(TOptions).GetProperties())
            if (configuration[$"{section}:{property.Name}"] is { } given)
                Check($"{section}:{property.Name}", given, property);
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section));
    }

    private static void Check(string setting, string given, PropertyInfo property)
    {
        if (property.PropertyType == typeof(bool) && !bool.TryParse(given, out _))
            throw new SettingException(setting, given, "true or false");
        if (property.PropertyType != typeof(int) && property.PropertyType != typeof(int?) && property.PropertyType != typeof(long))
            return;
        var range = property.GetCustomAttribute<RangeAttribute>() ?? new RangeAttribute(int.MinValue, int.MaxValue);
        if (!long.TryParse(given, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || !IsWithin(range, number))
            throw new SettingException(
                setting, given, string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Minimum} to {range.Maximum}"));
    }

    private static bool IsWithin(RangeAttribute range, long number)
        => number >= Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture)
        && number <= Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture);
}
