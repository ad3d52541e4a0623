// The names of the 160 operations, one tag type each, so that every layer keys its tables on them.
#pragma once

/// Tag types of the operations, named as in the DSL (`double_` and `switch_` are keywords else).
namespace batt::op {

// Arithmetic
struct add;
struct subtract;
struct multiply;
struct divide;
struct invert;
struct double_;
struct halve;
struct increment;
struct decrement;
struct crement;
struct sign;
struct toivec;
struct tojvec;

// Logic
struct even;
struct positive;
struct greater;
struct equality;
struct flip;
struct both;
struct either;

// Containers
struct size;
struct contained;
struct initset;
struct insert;
struct remove;
struct other;
struct first;
struct last;
struct totuple;
struct astuple;
struct combine;
struct intersection;
struct difference;
struct dedupe;
struct order;
struct repeat;
struct interval;
struct product;
struct pair;
struct merge;
struct sfilter;
struct mfilter;
struct extract;
struct sizefilter;
struct maximum;
struct minimum;
struct argmax;
struct argmin;
struct valmax;
struct valmin;
struct mostcommon;
struct leastcommon;

// Functional
struct identity;
struct compose;
struct chain;
struct matcher;
struct lbind;
struct rbind;
struct power;
struct fork;
struct apply;
struct rapply;
struct mapply;
struct papply;
struct mpapply;
struct prapply;
struct branch;

// Grids and pieces
struct height;
struct width;
struct shape;
struct portrait;
struct square;
struct index;
struct canvas;
struct crop;
struct subgrid;
struct trim;
struct tophalf;
struct bottomhalf;
struct lefthalf;
struct righthalf;
struct hsplit;
struct vsplit;
struct hconcat;
struct vconcat;
struct cellwise;
struct rot90;
struct rot180;
struct rot270;
struct hmirror;
struct vmirror;
struct dmirror;
struct cmirror;
struct hupscale;
struct vupscale;
struct upscale;
struct downscale;
struct fill;
struct paint;
struct underfill;
struct underpaint;
struct cover;
struct move;

// Colours
struct mostcolor;
struct leastcolor;
struct colorcount;
struct palette;
struct numcolors;
struct color;
struct colorfilter;
struct ofcolor;
struct replace;
struct switch_;
struct recolor;

// Patches and geometry
struct asindices;
struct asobject;
struct toindices;
struct toobject;
struct ulcorner;
struct urcorner;
struct llcorner;
struct lrcorner;
struct corners;
struct uppermost;
struct lowermost;
struct leftmost;
struct rightmost;
struct center;
struct centerofmass;
struct shift;
struct normalize;
struct hline;
struct vline;
struct hmatching;
struct vmatching;
struct manhattan;
struct adjacent;
struct bordering;
struct dneighbors;
struct ineighbors;
struct neighbors;
struct position;
struct gravitate;

// Objects
struct objects;
struct partition;
struct fgpartition;

// Lines and boxes
struct connect;
struct shoot;
struct hfrontier;
struct vfrontier;
struct backdrop;
struct delta;
struct box;
struct outbox;
struct inbox;

// Repetition
struct occurrences;
struct frontiers;
struct compress;
struct hperiod;
struct vperiod;

} // namespace batt::op
