<?xml version="1.0" encoding="UTF-8"?>
<!-- From the bill of materials of the thin jar to that of the jar "all": without the artifacts that are left out of it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:cdx="http://cyclonedx.org/schema/bom/1.6">
  <xsl:variable name="leftOut" select="' byte-buddy cache-api jodd-util jspecify netty-codec netty-codec-compression netty-codec-marshalling netty-codec-protobuf reactive-streams reactor-core rxjava '"/>

  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="cdx:components/cdx:component">
    <xsl:if test="not(contains($leftOut, concat(' ', cdx:name, ' ')))">
      <xsl:copy>
        <xsl:apply-templates select="@*|node()"/>
      </xsl:copy>
    </xsl:if>
  </xsl:template>

  <xsl:template match="cdx:dependency">
    <xsl:variable name="name" select="substring-before(substring-after(substring-after(@ref, 'pkg:maven/'), '/'), '@')"/>
    <xsl:if test="not(contains($leftOut, concat(' ', $name, ' ')))">
      <xsl:copy>
        <xsl:apply-templates select="@*|node()"/>
      </xsl:copy>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
