using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tincan.Web.Tests.Support;

/// <summary>What a person does and sees on the page.</summary>
internal static class PageExtensions
{
    /// <summary>The chunks, FINs and remarks of the ladder that are in sight.</summary>
    public static ILocator Rows(this IPage page) => page.Locator("#ladder .sizer .row");

    /// <summary>What was said, in the rows in sight.</summary>
    public static ILocator Said(this IPage page) => page.Locator("#ladder .said");

    public static ILocator Connections(this IPage page) => page.Locator(".connection");

    /// <summary>Waits until a row says this.</summary>
    public static Task SaysAsync(this IPage page, string text) =>
        page.Said().Filter(new() { HasText = text }).First.WaitForAsync();

    /// <summary>Writes a fault into the field and sends it. A fault that is right leaves the field empty.</summary>
    public static async Task AddFaultAsync(this IPage page, string fault)
    {
        await page.Locator("#fault-text").FillAsync(fault);
        await page.Locator("#fault-text").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#fault-new .problem p:not(:empty), #fault-text:placeholder-shown").First).ToBeVisibleAsync();
    }

    /// <summary>Waits until an element's text is this.</summary>
    public static Task IsAsync(this ILocator element, string text) => Assertions.Expect(element).ToHaveTextAsync(text);

    public static Task HasAsync(this ILocator element, string part) => Assertions.Expect(element).ToContainTextAsync(part);

    /// <summary>The same for a text that goes on: the moment that a test has in mind may be over on a busy machine.</summary>
    public static Task HasAsync(this ILocator element, Regex part) => Assertions.Expect(element).ToContainTextAsync(part);

    /// <summary>Waits until there are so many.</summary>
    public static Task CountAsync(this ILocator elements, int count) => Assertions.Expect(elements).ToHaveCountAsync(count);

    public static Task<string> ClipboardAsync(this IPage page) => page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
