using Platform.Inference.Generation.Sampling;

namespace Platform.Inference.Tests.Generation.Sampling;

/// <summary>How tokens are chosen, on logits of five tokens with probabilities 0.4, 0.3, 0.15, 0.1 and 0.05.</summary>
public sealed class SamplerTests
{
    private static readonly double[] _probabilities = [0.4, 0.3, 0.15, 0.1, 0.05];

    [Fact]
    public void TemperatureOf0_TakesTheLikeliest_OfEqualOnesTheFirst()
    {
        var sampler = new Sampler(new SamplingSettings(Temperature: 0), []);
        Assert.Equal(2, sampler.Next([1, 0, 5, 5, 3], new SamplerScratch()));
    }

    [Fact]
    public void Draws_ComeAsOftenAsTheModelSays()
    {
        var counts = Count(new SamplingSettings(Seed: 1));
        for (var token = 0; token < _probabilities.Length; token++)
            Assert.InRange(counts[token] / 10_000.0, _probabilities[token] - 0.02, _probabilities[token] + 0.02);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(9, 5)]
    public void TopK_DrawsFromSoManyOfTheLikeliest(int topK, int tokens)
        => Assert.Equal(tokens, Count(new SamplingSettings(Seed: 1, TopK: topK)).TakeWhile(count => count > 0).Count());

    [Theory]
    [InlineData(0.3f, 1)]
    [InlineData(0.41f, 2)]
    [InlineData(0.84f, 3)]
    [InlineData(0.86f, 4)]
    [InlineData(0.96f, 5)]
    public void TopP_DrawsFromTheLikeliestThatHaveItTogether(float topP, int tokens)
    {
        var counts = Count(new SamplingSettings(Seed: 1, TopP: topP));
        Assert.Equal(tokens, counts.Count(count => count > 0));
        Assert.All(counts[..tokens], count => Assert.True(count > 0));
    }

    [Theory]
    [InlineData(0.2f, 4)]
    [InlineData(0.3f, 3)]
    [InlineData(1f, 1)]
    public void MinP_DrawsFromThoseNearTheLikeliest(float minP, int tokens)
        => Assert.Equal(tokens, Count(new SamplingSettings(Seed: 1, MinP: minP)).Count(count => count > 0));

    [Fact]
    public void Temperature_EvensOutOrSharpens()
    {
        Assert.InRange(Count(new SamplingSettings(Seed: 1, Temperature: 2))[0], 2_500, 3_200);
        Assert.InRange(Count(new SamplingSettings(Seed: 1, Temperature: 0.3f))[0], 6_500, 10_000);
    }

    [Fact]
    public void SameSeed_DrawsTheSame_AnotherDoesNot()
    {
        Assert.Equal(Draw(new SamplingSettings(Seed: 7)), Draw(new SamplingSettings(Seed: 7)));
        Assert.NotEqual(Draw(new SamplingSettings(Seed: 7)), Draw(new SamplingSettings(Seed: 8)));
        Assert.NotEqual(Draw(new SamplingSettings()), Draw(new SamplingSettings()));
    }

    [Fact]
    public void RepetitionPenalty_CountsThePromptAndTheText()
    {
        var sampler = new Sampler(new SamplingSettings(Temperature: 0, RepetitionPenalty: 2), [0]);
        Assert.Equal([1, 2, 0], Take(sampler, [8f, 7f, 5f], 3));
        Assert.Equal(
            1, new Sampler(new SamplingSettings(Temperature: 0, RepetitionPenalty: 2), [0]).Next([-1, -1.5f], new SamplerScratch()));
    }

    [Fact]
    public void PresencePenalty_CountsTheTextOnce()
        => Assert.Equal([0, 1, 0, 0], Take(new Sampler(new SamplingSettings(Temperature: 0, PresencePenalty: 1), [0]), [5f, 4.5f], 4));

    [Fact]
    public void FrequencyPenalty_CountsEveryTime()
        => Assert.Equal([0, 1, 0, 1], Take(new Sampler(new SamplingSettings(Temperature: 0, FrequencyPenalty: 1), []), [5f, 4.5f], 4));

    [Fact]
    public void LogitsThatAreNoNumbers_StillGiveAToken()
        => Assert.InRange(
            new Sampler(new SamplingSettings(TopP: 0.5f, TopK: 3, Seed: 1), []).Next(
                [float.NaN, float.NaN, float.NaN], new SamplerScratch()), 0, 2);

    [Theory]
    [InlineData(2, float.NaN, 1f, 3f, float.NaN)]
    [InlineData(0, 3f, float.NaN, 1f, 3f)]
    [InlineData(1, float.NegativeInfinity, float.PositiveInfinity, float.NaN, 0f)]
    public void LikeliestToken_IsTheFirstOfTheLargestNumbers(int expected, float first, float second, float third, float fourth)
        => Assert.Equal(
            expected, new Sampler(new SamplingSettings(Temperature: 0), []).Next([first, second, third, fourth], new SamplerScratch()));

    private static int[] Count(SamplingSettings settings)
    {
        var counts = new int[_probabilities.Length];
        foreach (var token in Draw(settings, 10_000))
            counts[token]++;
        return counts;
    }

    private static int[] Draw(SamplingSettings settings, int count = 50)
        => Take(new Sampler(settings, []), [.. _probabilities.Select(probability => (float)Math.Log(probability))], count);

    private static int[] Take(Sampler sampler, float[] logits, int count)
    {
        var scratch = new SamplerScratch();
        return [.. Enumerable.Range(0, count).Select(_ => sampler.Next([.. logits], scratch))];
    }
}
