using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;

namespace Tincan.Checks.Tests.Pages;

/// <summary>What is derived from a conversation of several clients.</summary>
public sealed class DerivedRoomTests
{
    private static readonly string[] Derived = ["ahead", "halves", "next-client", "after-reset", "noise", "too-long", "concurrent", "many-clients", "closes"];

    [Theory]
    [InlineData(nameof(RoomBug.None))]
    [InlineData(nameof(RoomBug.SharedBuffer), "halves", "noise", "too-long")]
    [InlineData(nameof(RoomBug.DiesOfReset), "after-reset", "noise", "too-long")]
    [InlineData(nameof(RoomBug.HasEightSlots), "many-clients")]
    public void A_room_fails_the_case_for_its_bug(string bug, params string[] expected)
    {
        var suite = PageSuite.OfLibrary("mini-serv.server");

        Assert.Equal(expected, Derived.Where(id => !Passes(suite, id, Enum.Parse<RoomBug>(bug))));
    }

    [Fact]
    public void A_room_that_waits_for_a_slow_reader_fails() => Assert.False(Passes(PageSuite.OfLibrary("mini-serv.server"), "slow-reader", RoomBug.WaitsForSlow));

    [Fact]
    public void A_room_with_names_has_the_cases_too()
    {
        var ids = PageSuite.OfLibrary("chat.server").Cases.Select(static one => one.Id["chat.server.".Length..]).ToList();

        Assert.Empty(Derived.Append("slow-reader").Except(ids, StringComparer.Ordinal));
        Assert.Contains("'SAY hello, all'", PageSuite.OfLibrary("chat.server").Cases.Single(static one => one.Id == "chat.server.halves").Requirement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_can_name_every_derived_case()
    {
        var derived = PageLibrary.Names.Select(PageLibrary.Read).SelectMany(static page => PageSuite.Sides(page).SelectMany(side => PageSuite.Of(page, side).Cases)
            .Select(static one => one.Id[(one.Id.LastIndexOf('.') + 1)..]).Except(page.Cases.Select(static one => one.Id), StringComparer.Ordinal));

        Assert.Empty(derived.Except(DerivedIds.All, StringComparer.Ordinal));
    }

    private static bool Passes(Suite suite, string id, RoomBug bug) =>
        Bench.Run(suite, new HostedServer(_ => new NaiveRoom(bug)), new CheckOptions(), suite.Cases.Single(one => one.Id == $"mini-serv.server.{id}"), [.. Perturbation.All]).All(static run => run.HasPassed);
}
