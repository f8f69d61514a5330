using Microsoft.Playwright;

namespace Platform.Billing.Tests.Console;

/// <summary>Somebody without a mouse: what is to be used is reached by Tab alone, and where the focus is can be seen all the way.</summary>
internal static class Keyboard
{
    /// <summary>More than a page has.</summary>
    private const int MostStops = 400;

    /// <summary>The element that has the focus where nothing shows it, or null.</summary>
    private const string Unseen =
        """
        () => {
            const element = document.activeElement;
            if (element === document.body) return null;
            const style = getComputedStyle(element), box = element.getBoundingClientRect();
            const isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
            const isInView = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            return isMarked && isInView ? null : element.outerHTML;
        }
        """;

    /// <summary>A link or a button by Enter, a box by Space.</summary>
    public static async Task PressByKeyAsync(this ILocator element, string key = "Enter")
    {
        await ReachAsync(element);
        await element.Page.Keyboard.PressAsync(key);
    }

    /// <summary>
    /// A link or a form's button by Enter, until the page that it leads to is there: a key, unlike a click, is not waited for.
    /// </summary>
    public static async Task FollowByKeyAsync(this ILocator link)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(object? sender, IPage page) => loaded.TrySetResult();
        await ReachAsync(link);
        link.Page.Load += Take;
        await link.Page.Keyboard.PressAsync("Enter");
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        link.Page.Load -= Take;
    }

    public static async Task WriteByKeyAsync(this ILocator field, string text)
    {
        await ReachAsync(field);
        await field.Page.Keyboard.PressAsync("Control+A");
        await field.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>From a list, by how it begins.</summary>
    public static async Task ChooseByKeyAsync(this ILocator list, string value)
    {
        await ReachAsync(list);
        await list.Page.Keyboard.TypeAsync(value);
        await Assertions.Expect(list).ToHaveValueAsync(value);
    }

    /// <summary>Through a whole page: the first stop leads past the pages' names, and after the last one the focus leaves it.</summary>
    public static async Task WalkAsync(IPage page)
    {
        await TabAsync(page);
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.activeElement.matches('a.skip')"),
            $"the first stop of {page.Url} is not the way to its content");
        await page.Keyboard.PressAsync("Enter");
        for (var stop = 0; stop < MostStops; stop++)
        {
            await TabAsync(page);
            if (await page.EvaluateAsync<bool>(
                "() => document.activeElement === document.body || document.activeElement.matches('a.skip')"))
                return;
            Assert.True(
                await page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"),
                $"the way to the content of {page.Url} led elsewhere");
        }

        Assert.Fail($"nobody leaves {page.Url} by Tab");
    }

    private static async Task ReachAsync(ILocator element)
    {
        await element.WaitForAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await element.EvaluateAsync<bool>("element => document.activeElement === element"))
                return;
            await TabAsync(element.Page);
        }

        Assert.Fail($"no Tab reaches {element} of {element.Page.Url}");
    }

    private static async Task TabAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        var unseen = await page.EvaluateAsync<string?>(Unseen);
        Assert.True(unseen is null, $"the focus cannot be seen on {page.Url}: {unseen}");
    }
}
