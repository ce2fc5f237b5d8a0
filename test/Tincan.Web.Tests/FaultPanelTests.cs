using System.Diagnostics;
using Microsoft.Playwright;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>Faults that are added, changed and removed on the page of a proxy while it runs.</summary>
public sealed class FaultPanelTests(Browser browser)
{
    [Fact]
    public async Task A_fault_for_all_connections_is_done_to_the_open_conversation()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);
        await page.Locator("#reach-all-words").IsAsync("all connections, 1 open");
        await page.Locator("#faults-sum").IsAsync("none in force");

        await page.AddFaultAsync("delay:by=300ms");

        await page.Locator(".fault-row").IsAsync("1delay:by=300msChangeRemove");
        await page.Locator("#faults-sum").HasAsync("1 in force · seed ");
        await page.Locator(".row.note").HasAsync("fault 1 added: delay:by=300ms (all connections)");
        var began = Stopwatch.GetTimestamp();
        await client.SendAsync("again\n");
        await client.ReceivesAsync("again\n");
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(590));
        await page.Locator(".row.fault.to-server").HasAsync("!! delay: held 300 ms");
        await page.Locator(".row.fault.to-client").HasAsync("!! delay: held 300 ms");
    }

    [Fact]
    public async Task What_is_split_arrives_in_pieces()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);

        await page.AddFaultAsync("split:every=3,dir=to-client,gap=20ms");
        await page.Locator(".row.note").WaitForAsync();
        await client.SendAsync("again\n");

        await client.ReceivesAsync("again\n");
        await page.Locator(".row.fault.to-client").HasAsync("!! split: cut here");
        await page.SaysAsync("aga");
        await page.SaysAsync("in\\n");
    }

    [Fact]
    public async Task A_fault_for_the_next_connections_leaves_the_open_one_alone()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var first = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);

        await page.Locator("#reach-next").CheckAsync();
        await page.AddFaultAsync("delay:by=250ms");
        await page.Locator(".row.note").HasAsync("fault 1 added: delay:by=250ms (next connections)");
        await first.SendAsync("as ever\n");
        await first.ReceivesAsync("as ever\n");
        await page.Said().CountAsync(4);
        await page.Locator(".row.fault").CountAsync(0);

        using var second = await proxy.ConnectAsync();
        await page.Connections().CountAsync(2);
        await page.Connections().Last.ClickAsync();
        await page.Locator(".row.fault.to-server").HasAsync("!! delay: held 250 ms");
    }

    [Fact]
    public async Task A_fault_is_changed_in_its_place()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);
        await page.AddFaultAsync("delay:by=1h");
        await page.AddFaultAsync("split:every=3");
        await page.Locator(".fault-row").CountAsync(2);

        await page.GetByLabel("Change fault 1").ClickAsync();
        await page.GetByLabel("Fault 1", new() { Exact = true }).FillAsync("delay:by=1ms");
        await page.Keyboard.PressAsync("Enter");

        await page.Locator(".fault-row code").First.IsAsync("delay:by=1ms");
        await page.Locator(".fault-row .number").First.IsAsync("3");
        await page.Locator(".fault-row .number").Last.IsAsync("2");
        await page.Locator(".row.note").Last.HasAsync("fault 1 changed into fault 3: delay:by=1ms (all connections)");
        await client.SendAsync("again\n");
        await client.ReceivesAsync("again\n");
    }

    [Fact]
    public async Task What_is_left_to_chance_is_noted_with_its_seed()
    {
        await using var proxy = await FaultyProxy.StartAsync("--seed", "7");
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);

        await page.AddFaultAsync("delay:by=20ms,jitter=10ms");

        await page.Locator(".row.note").HasAsync("fault 1 added: delay:by=20ms,jitter=10ms (all connections, seed 7)");
        await page.Locator("#faults-sum").IsAsync("1 in force · seed 7");
    }

    [Fact]
    public async Task Nothing_is_changed_by_Escape()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        var page = await proxy.OpenAsync(browser);
        await page.AddFaultAsync("delay:by=1h");

        await page.GetByLabel("Change fault 1").ClickAsync();
        await page.Keyboard.TypeAsync("000");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator(".fault-row").IsAsync("1delay:by=1hChangeRemove");
        await Assertions.Expect(page.GetByLabel("Change fault 1")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Remove fault 1")]
    [InlineData("Remove all")]
    public async Task What_a_fault_holds_goes_on_when_it_is_removed(string button)
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);
        await page.AddFaultAsync("delay:by=1h");
        await page.Locator(".row.note").WaitForAsync();
        await client.SendAsync("again\n");
        await page.Locator(".row.fault").HasAsync("!! delay: held");
        await page.Locator("#live").HasAsync("client waits for server");

        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        await client.ReceivesAsync("again\n");
        await page.Locator(".fault-row").CountAsync(0);
        await page.Locator("#faults-sum").IsAsync("none in force");
        await page.Locator(".row.note").Last.HasAsync("removed");
    }

    [Fact]
    public async Task What_a_fault_holds_goes_on_when_the_proxy_stops()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);
        await page.AddFaultAsync("delay:by=1h");
        await page.Locator(".row.note").WaitForAsync();
        await client.SendAsync("again\n");
        await page.Locator(".row.fault").WaitForAsync();

        proxy.Server.Running.Interrupt();

        await client.ReceivesAsync("again\n");
    }

    [Fact]
    public async Task What_is_wrong_stands_under_the_field_with_a_caret()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);

        await page.AddFaultAsync("delay:by=soon");

        await page.Locator("#fault-new .problem p").HasAsync("soon");
        Assert.Equal("delay:by=soon\n         ^", await page.Locator("#fault-new .problem pre").TextContentAsync());
        await Assertions.Expect(page.Locator("#fault-text")).ToBeFocusedAsync();
        await page.Locator(".fault-row").CountAsync(0);

        await page.Locator("#fault-text").FillAsync("delay:by=1s");
        await page.Locator("#fault-new .problem").IsAsync("");
        await client.SendAsync("as ever\n");
        await client.ReceivesAsync("as ever\n");
    }

    [Fact]
    public async Task Markup_in_a_fault_is_text()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);

        await page.AddFaultAsync("delay:seen=\"<script>alert(1)</script>\"");
        await page.Locator(".fault-row code").HasAsync("<script>alert(1)</script>");
        await page.Locator(".row.note").HasAsync("<script>alert(1)</script>");
        await page.AddFaultAsync("<script>alert(2)</script>");
        await page.Locator("#fault-new .problem pre").HasAsync("<script>alert(2)</script>");

        await page.Locator("#faults script, #ladder script").CountAsync(0);
    }

    [Fact]
    public async Task Two_pages_see_each_others_changes()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        var one = await proxy.OpenAsync(browser);
        var other = await proxy.OpenAsync(browser);

        await one.AddFaultAsync("delay:by=250ms");
        await other.Locator(".fault-row code").IsAsync("delay:by=250ms");
        await other.GetByLabel("Change fault 1").ClickAsync();
        await other.GetByLabel("Fault 1", new() { Exact = true }).FillAsync("delay:by=400ms");
        await one.AddFaultAsync("split:every=3");
        await other.Locator(".fault-row").CountAsync(2);
        await other.Keyboard.PressAsync("Enter");
        await one.Locator(".fault-row code").First.IsAsync("delay:by=400ms");
        await one.GetByLabel("Remove fault 3").ClickAsync();
        await other.Locator(".fault-row").CountAsync(1);
        await other.Locator(".fault-row").IsAsync("2split:every=3ChangeRemove");

        var late = await proxy.OpenAsync(browser);
        await late.Locator(".fault-row").IsAsync("2split:every=3ChangeRemove");
    }

    [Fact]
    public async Task Keys_alone_suffice_and_a_name_can_be_picked()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        var page = await proxy.Server.OpenAsync(browser);

        await page.Keyboard.PressAsync("!");
        await Assertions.Expect(page.Locator("#fault-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("fx");
        await page.Locator("#stream").IsAsync("live");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#fault-text")).ToHaveValueAsync("");

        await page.Locator("#fault-kind").SelectOptionAsync("delay");
        await page.Locator("#fault-about").HasAsync("Delays");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".fault-row").CountAsync(1);
        await Assertions.Expect(page.Locator("#fault-text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task On_a_narrow_screen_it_fits_and_the_ladder_stays_in_sight()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();
        var page = await proxy.OpenAsync(browser);
        await page.SetViewportSizeAsync(360, 640);
        await page.AddFaultAsync("delay:by=soon-and-some-more-that-is-much-too-long-for-a-screen-as-narrow-as-this-one-is");
        await page.Locator("#fault-new .problem pre").HasAsync("^");
        Assert.True(await page.EvaluateAsync<bool>("(box => box.scrollWidth === box.clientWidth)(document.querySelector('.faults-body'))"));
        await page.AddFaultAsync("delay:by=1ms");

        await page.Connections().ClickAsync();

        await page.Locator("#ladder .row.note").WaitForAsync();
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await page.EvaluateAsync<int>("document.querySelector('#ladder').clientHeight") >= 90);
    }
}
