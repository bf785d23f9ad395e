namespace GovPortal.Screening.Tests.Corpus;

public sealed class CorpusTests
{
    [Fact]
    public void The_same_seed_gives_the_same_corpus()
    {
        var first = CorpusBuilder.Build(60, 1).ToList();
        var second = CorpusBuilder.Build(60, 1).ToList();
        Assert.All(first.Zip(second), pair =>
        {
            Assert.Equal(pair.First.Content, pair.Second.Content);
            Assert.Equal(pair.First.Labels, pair.Second.Labels);
        });
    }

    [Fact]
    public void Every_container_and_every_kind_occurs()
    {
        var corpus = CorpusBuilder.Build(CorpusBuilder.Size, 1).ToList();
        Assert.Equal(CorpusBuilder.Containers.Order(), corpus.Select(d => d.Container).Distinct().Order());
        Assert.Equal(Pieces.Kinds.Where(k => k != "office-mobile").Append("unreadable").Order(), corpus.SelectMany(d => d.Labels).Select(l => l.Kind).Distinct().Order());
        Assert.InRange(corpus.Count(d => d.Labels.Count == 0), corpus.Count / 6, corpus.Count / 2);
    }
}
