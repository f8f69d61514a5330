using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>What must hold of a tier, property by property.</summary>
internal sealed class TierCheck(SettingsReader settings, IReadOnlyList<TierSettings> tiers)
{
    private const int MostPrice = 1_000_000;
    private const int MostTrialDays = 90;

    public void Check(int index)
    {
        var tier = tiers[index];
        CheckWords(tier, $"{TierList.Key}[{index}]");
        CheckLimits(tier, $"{TierList.Key}[{index}]");
        CheckTokens(tier, $"{TierList.Key}[{index}].tokens");
        CheckTrial(tier, $"{TierList.Key}[{index}]");
        CheckPrices(tier, index);
    }

    private void Require(bool holds, string path, string given, string allowed, string example)
    {
        if (!holds)
            settings.Reject(path, given, allowed, settings.SetPart(path, example));
    }

    private void CheckWords(TierSettings tier, string path)
    {
        Require(
            IsName(tier.Name), $"{path}.name", tier.Name, "1 to 40 lower-case letters, digits and hyphens, starting with a letter", "free");
        Require(
            !TierList.Reserved.Contains(tier.Name), $"{path}.name", tier.Name,
            $"a name other than {string.Join(" and ", TierList.Reserved)}, which are those of Azure's samples", "standard");
        Require(tier.DisplayName.Length is >= 1 and <= 100, $"{path}.displayName", tier.DisplayName, "1 to 100 characters", "Free");
        Require(
            tier.Description.Length is >= 1 and <= 800, $"{path}.description", tier.Description, "1 to 800 characters",
            "'For trying the API out.'");
        Require(tier.Terms.Length >= 1, $"{path}.terms", tier.Terms, "text that a subscriber accepts", "'Fair use.'");
    }

    private void CheckLimits(TierSettings tier, string path)
    {
        Require(tier.CallsPerMinute >= 1, $"{path}.callsPerMinute", $"{tier.CallsPerMinute}", "1 or more", "10");
        Require(
            tier.CallsPerMonth >= tier.CallsPerMinute, $"{path}.callsPerMonth", $"{tier.CallsPerMonth}",
            $"no less than callsPerMinute, which is {tier.CallsPerMinute}", "1000");
        Require(
            tier.Quota >= tier.CallsPerMonth, $"{path}.hardCap", $"{tier.HardCap}",
            $"no less than callsPerMonth, which is {tier.CallsPerMonth}", $"{tier.CallsPerMonth}");
        Require(tier.SubscriptionsLimit >= 1, $"{path}.subscriptionsLimit", $"{tier.SubscriptionsLimit}", "1 or more", "1");
    }

    // What a call may have must fit into what a minute may have: the gateway lets no call through that is larger
    private void CheckTokens(TierSettings tier, string path)
    {
        if (tier.Tokens is not { } tokens)
            return;
        Require(tokens.Prompt >= 1, $"{path}.prompt", $"{tokens.Prompt}", "1 or more", "1000");
        Require(tokens.Answer >= 1, $"{path}.answer", $"{tokens.Answer}", "1 or more", "250");
        Require(
            tokens.PerMinute >= (long)tokens.Prompt + tokens.Answer, $"{path}.perMinute", $"{tokens.PerMinute}",
            $"no less than prompt and answer together, which are {(long)tokens.Prompt + tokens.Answer}",
            $"{(long)tokens.Prompt + tokens.Answer}");
        Require(
            tokens.PerMonth >= tokens.PerMinute, $"{path}.perMonth", $"{tokens.PerMonth}",
            $"no less than perMinute, which is {tokens.PerMinute}", $"{tokens.PerMinute}");
    }

    private void CheckTrial(TierSettings tier, string path)
    {
        if (tier.Trial is not { } trial)
            return;
        Require(trial.Days is >= 1 and <= MostTrialDays, $"{path}.trial.days", $"{trial.Days}", $"1 to {MostTrialDays}", "14");
        string[] others = [.. tiers.Where(other => other.Trial is null).Select(other => other.Name)];
        Require(
            others.Contains(trial.Then), $"{path}.trial.then", trial.Then,
            others.Length == 0
                ? "a tier that is no trial itself, of which there is none"
                : $"a tier that is no trial itself: {string.Join(", ", others)}",
            others.FirstOrDefault("standard"));
        Require(
            tier.PricePerMonth == 0 && tier.Meters is not { Count: > 0 }, $"{path}.trial", tier.Name,
            "a tier without pricePerMonth and meters, as nobody pays for a trial", "null");
    }

    private void CheckPrices(TierSettings tier, int index)
    {
        var (path, versions) = ($"{TierList.Key}[{index}]", tier.Versions);
        for (var i = 0; i < versions.Count; i++)
        {
            var at = i == versions.Count - 1 ? path : $"{path}.earlier[{i}]";
            CheckDay(versions[i], i == 0 ? null : versions[i - 1], at);
            CheckFixed(versions[i], tier.PayAsYouGo, at);
            new MeterCheck(Require, at).Check(versions[i]);
        }

        if (tier.PayAsYouGo)
            Require(
                tier.Meters is { Count: > 0 }, $"{path}.meters", "[]", "one meter or more, as payAsYouGo is true and only use is paid for",
                "'[{\"meter\":\"calls\",\"prices\":[{\"price\":0.001}]}]' --json");
        else if (tier.Quota > tier.CallsPerMonth)
            Require(
                tier.Meters is { } meters && meters.Any(meter => meter.Meter == MeterSettings.Calls), $"{path}.hardCap", $"{tier.HardCap}",
                $"callsPerMonth, which is {tier.CallsPerMonth}, as meters say nothing of what calls beyond it cost",
                $"{tier.CallsPerMonth}");
    }

    private void CheckDay(TierPrices prices, TierPrices? before, string path)
    {
        var isDay = DateOnly.TryParseExact(prices.Effective, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        Require(isDay, $"{path}.effective", prices.Effective, "a day, such as 2027-01-01", "2027-01-01");
        if (isDay && before is not null)
            Require(
                string.CompareOrdinal(prices.Effective, before.Effective) > 0, $"{path}.effective", prices.Effective,
                $"a day after {before.Effective}, when the prices before began: prices do not change backwards", "2027-01-01");
    }

    private void CheckFixed(TierPrices prices, bool payAsYouGo, string path)
    {
        Require(
            prices.PricePerMonth is >= 0 and <= MostPrice && decimal.Round(prices.PricePerMonth, 2) == prices.PricePerMonth,
            $"{path}.pricePerMonth", prices.PricePerMonth.ToString(CultureInfo.InvariantCulture),
            "0 to 1000000 with at most two decimals", "49");
        if (payAsYouGo)
            Require(
                prices.PricePerMonth == 0, $"{path}.pricePerMonth", prices.PricePerMonth.ToString(CultureInfo.InvariantCulture),
                "0, as payAsYouGo is true and only use is paid for", "0");
    }

    private static bool IsName(string name)
        => name.Length is >= 1 and <= 40 && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
