#pragma once

#include "sell.h"

/// How much text an order keeps. Pure.
namespace cafepos::sales {

/// Cuts the lines' notes and the reasons of their discounts, the last ones first, until all texts together are within
/// `order_texts_bytes_max`. What is cut ends with "…". The lines are those that are stored: each part of a combo has its own.
void cut_notes(NewSale& sale);

}  // namespace cafepos::sales
