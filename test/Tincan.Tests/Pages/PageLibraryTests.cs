using Tincan.Pages.Reading;
using Tincan.Tests.Support;

namespace Tincan.Tests.Pages;

/// <summary>Tincan comes with the pages of protocols/, by name.</summary>
public sealed class PageLibraryTests
{
    [Fact]
    public void Every_page_of_the_folder_is_there_and_nothing_else() => Assert.Equal(
        Directory.GetFiles(Docs.Path("../protocols"), "*.md").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        PageLibrary.Names);

    [Fact]
    public void A_page_has_the_text_of_its_file() => Assert.All(
        PageLibrary.Names, static name => Assert.True(File.ReadAllBytes(Docs.Path($"../protocols/{name}.md")).AsSpan().SequenceEqual(PageLibrary.Read(name).Source.Bytes)));

    [Fact]
    public void The_head_of_a_page_is_its_title_and_first_sentence() => Assert.All(
        PageLibrary.Names, static name => Assert.Equal((PageLibrary.Read(name).Title, PageLibrary.Read(name).Summary), PageLibrary.Head(name)));

    [Fact]
    public void A_page_that_is_not_there_is_an_error() => Assert.Throws<ArgumentException>(static () => PageLibrary.Read("nothing"));
}
