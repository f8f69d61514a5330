using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>What must hold of included amounts and of prices by use, so that billing can compute them exactly.</summary>
/// <param name="require">Reports a path, what is given, what is allowed and an example, unless the first holds.</param>
internal sealed class MeterCheck(Action<bool, string, string, string, string> require, string path)
{
    /// <summary>Billing counts money in 10⁻¹² of the currency's unit, and compute in thousandths of what has a price.</summary>
    private const int Decimals = 12;
    private const int MostPrice = 1000;
    private const string FirstMeter = "calls";

    private static readonly string _names = string.Join(", ", MeterSettings.Names);

    public void Check(TierPrices prices)
    {
        foreach (var (meter, amount) in prices.Included ?? new Dictionary<string, long>())
        {
            require(
                MeterSettings.Names.Contains(meter), $"{path}.included", meter, $"meters: {_names}", $"'{{\"{FirstMeter}\":1000}}' --json");
            require(amount >= 0, $"{path}.included.{meter}", $"{amount}", "0 or more", "1000");
            require(
                (prices.Meters ?? []).Any(priced => priced.Meter == meter), $"{path}.included.{meter}", $"{amount}",
                $"nothing, as {path}.meters has no price of {meter} and all of it costs nothing", "null");
        }

        var meters = prices.Meters ?? [];
        for (var i = 0; i < meters.Count; i++)
            CheckMeter(meters[i], $"{path}.meters[{i}]", meters.Take(i).Any(before => before.Meter == meters[i].Meter));
    }

    private void CheckMeter(MeterSettings meter, string at, bool isThere)
    {
        require(MeterSettings.Names.Contains(meter.Meter), $"{at}.meter", meter.Meter, _names, FirstMeter);
        require(!isThere, $"{at}.meter", meter.Meter, "each meter once", MeterSettings.Names.First(name => name != meter.Meter));
        require(
            meter.Index is null || MeterSettings.Indexes.Contains(meter.Index), $"{at}.index", $"{meter.Index}",
            $"{string.Join(", ", MeterSettings.Indexes)}, or nothing", MeterSettings.Indexes[0]);
        require(
            meter.Prices.Count > 0 && meter.Prices[^1].UpTo is null, $"{at}.prices", $"{meter.Prices.LastOrDefault()?.UpTo}",
            "a last step without upTo, as there is always a next unit", "'[{\"price\":0.001}]' --json");
        for (var i = 0; i < meter.Prices.Count; i++)
            CheckStep(meter, i, $"{at}.prices[{i}]");
    }

    private void CheckStep(MeterSettings meter, int index, string at)
    {
        var (step, decimals) = (meter.Prices[index], meter.Meter == MeterSettings.Compute ? Decimals - 3 : Decimals);
        require(
            step.Price is >= 0 and <= MostPrice && decimal.Round(step.Price, decimals) == step.Price, $"{at}.price",
            step.Price.ToString(CultureInfo.InvariantCulture), $"0 to {MostPrice} with at most {decimals} decimals", "0.001");
        if (index < meter.Prices.Count - 1)
            require(
                step.UpTo > (index == 0 ? 0 : meter.Prices[index - 1].UpTo ?? 0), $"{at}.upTo", $"{step.UpTo}",
                "more than the step before, as only the last one has no end", "1000000");
    }
}
